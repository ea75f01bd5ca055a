import { Refusal } from '../db/refusal.ts';
import type { ImportReport } from './contract.ts';

/** Why an import was not loaded: one message that ends with the remedy, and the row report where it got that far. */
export class ImportRefusal extends Refusal {
  override name = 'ImportRefusal';
  readonly report: ImportReport | null;

  constructor(message: string, report: ImportReport | null = null) {
    super(message);
    this.report = report;
  }
}
