import type { Page } from 'playwright-core';
import type { Person } from '../../../server/people/contract.ts';
import type { TestBrowser } from '../../support/browser.ts';

interface Asking {
  get<Body>(path: string): Promise<Body>;
}

/** A page as somebody of a role sees it; null: nobody in particular. */
export async function openAs(browser: TestBrowser, server: Asking, role: string | null) {
  const { items } = await server.get<{ items: Person[] }>('/api/people?limit=500');
  const person = items.find((one) => one.role === role);
  const opened = await browser.open({});
  if (person !== undefined)
    await opened.page.addInitScript(
      (kept) => localStorage.setItem('alleygrid.work-as', kept),
      JSON.stringify({ id: person.id, name: person.name, role: person.role }),
    );
  return opened;
}

/** Sheets of a page printed as its own style says. */
export async function sheetsOf(page: Page): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}
