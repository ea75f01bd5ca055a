/** `npm run backup -- FILE` and `npm run restore -- FILE [--replace]`, on the database the environment names. */
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { photoFiles } from '../photos/backup.ts';
import { PhotoFolder } from '../photos/folder.ts';
import { backup } from './backup.ts';
import { openDatabase } from './open.ts';
import { Refusal } from './refusal.ts';
import { restore } from './restore.ts';

const USAGE = 'Usage: npm run backup -- FILE    or    npm run restore -- FILE [--replace]';

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { replace: { type: 'boolean', default: false } } });
  const [command, file, ...others] = positionals;
  if ((command !== 'backup' && command !== 'restore') || file === undefined || others.length > 0) throw new Refusal(USAGE);
  const config = readConfig();
  const database = await openDatabase(config);
  try {
    const files = photoFiles(new PhotoFolder(config.photoDir));
    const done =
      command === 'backup'
        ? await backup(database.pool, config.district, file, new Date(), { files })
        : await restore(database.pool, config.district, file, { replace: values.replace, files });
    process.stdout.write(
      `${command === 'backup' ? 'Backed up' : 'Restored'} ${done.rows} rows of ${done.tables} tables and ${done.files} photos ${command === 'backup' ? 'to' : 'from'} ${file}.\n`,
    );
    if (done.missingFiles > 0)
      process.stderr.write(`${done.missingFiles} photos have no file in ${config.photoDir}: they are not in the backup. Check PHOTO_DIR.\n`);
  } finally {
    await database.close();
  }
}

main().catch((error: Error) => {
  process.stderr.write(
    error instanceof Refusal || (error as NodeJS.ErrnoException).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? `${error.message}\n` : `${error.stack}\n`,
  );
  process.exitCode = 1;
});
