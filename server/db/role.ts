import type { Database } from './sql.ts';
import { grantWallRole, WALL_ROLE } from './wall-role.ts';

/** The unprivileged role handlers run as. One name for the whole cluster: roles do not belong to a database. */
export const APPLICATION_ROLE = 'alleygrid_app';

/** The roles handlers run as; null where this user may neither create nor become one: then they run as the user itself. */
export interface HandlerRoles {
  databaseRole: string | null;
  wallRole: string | null;
}

/** Makes sure of both roles and gives them the district's schema. Called after every migration. */
export async function grantRoles(db: Database, schema: string): Promise<HandlerRoles> {
  const databaseRole = await grantApplicationRole(db, schema);
  if (!(await ensureRole(db, WALL_ROLE))) return { databaseRole, wallRole: null };
  await grantWallRole(db, schema);
  return { databaseRole, wallRole: WALL_ROLE };
}

async function grantApplicationRole(db: Database, schema: string): Promise<string | null> {
  if (!(await ensureRole(db, APPLICATION_ROLE))) return null;
  await db.raw(`
    grant usage on schema "${schema}", public to ${APPLICATION_ROLE};
    grant select, insert, update, delete on all tables in schema "${schema}" to ${APPLICATION_ROLE};
    grant usage, select, update on all sequences in schema "${schema}" to ${APPLICATION_ROLE};
    revoke insert, update, delete on "${schema}".schema_migrations from ${APPLICATION_ROLE};
  `);
  return APPLICATION_ROLE;
}

async function ensureRole(db: Database, role: string): Promise<boolean> {
  const { rows } = await db.raw(`
    select exists (select from pg_roles where rolname = '${role}') as found,
      (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as may_create`);
  if (!rows[0].found) {
    if (!rows[0].may_create) return false;
    try {
      await db.transaction((transaction) => transaction.raw(`create role ${role} nologin`));
    } catch (error) {
      // Another starter was quicker.
      const { code } = error as { code?: string };
      if (code !== '42710' && code !== '23505') throw error;
    }
  }
  if (rows[0].may_create) await becomeMember(db, role);
  const member = await db.raw(`select pg_has_role(current_user, '${role}', 'member') as member`);
  return member.rows[0].member;
}

async function becomeMember(db: Database, role: string): Promise<void> {
  try {
    await db.transaction((transaction) =>
      transaction.raw(`do $$ begin
      if not pg_has_role(current_user, '${role}', 'member') then execute format('grant ${role} to %I', current_user); end if;
    end $$`),
    );
  } catch (error) {
    // From PostgreSQL 16 on, CREATEROLE alone may not grant a role somebody else made.
    if ((error as { code?: string }).code !== '42501') throw error;
  }
}
