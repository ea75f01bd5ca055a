import { Problem } from '../http/problem.ts';

/** What can go wrong with walls, their links and remote controls. */
export const wallProblems = {
  wallNotFound: (id: number) => new Problem('wall-not-found', 404, 'Wall not found', `No wall has the id ${id}. GET /api/walls lists them.`, { id }),
  wallChanged: (id: number, version: number) =>
    new Problem('wall-changed', 409, 'Changed meanwhile', `Somebody has changed wall ${id}; it is at version ${version} now. Load it again.`, { id, version }),
  wallGrid: (code: string, level: number) =>
    new Problem('wall-grid', 400, 'No area for a wall', `A wall shows a district or a subdistrict; grid “${code}” is of level ${level}.`, { code, level }),
  sceneOutside: (title: string, index: number) =>
    new Problem('wall-scene-outside', 400, 'Scene elsewhere', `Scene “${title}” looks at a place outside the grid of the wall. Choose one inside it.`, {
      scene: title,
      errors: [{ pointer: `/scenes/${index}/camera`, detail: 'Choose a place inside the grid of the wall.' }],
    }),
  linkUnknown: () => new Problem('wall-link-unknown', 401, 'Unknown link', 'No link has this token. Make a new one on /walls.'),
  linkBound: () =>
    new Problem(
      'wall-link-bound',
      403,
      'Bound to another device',
      'The first device that opened this link is the only one. Make a link for this device on /walls.',
    ),
  linkRevoked: () => new Problem('wall-link-revoked', 403, 'Link taken back', 'This link was taken back. Make a new one on /walls.'),
  readOnly: () => new Problem('wall-read-only', 403, 'A wall reads only', 'A wall reads what is made for it, and nothing personal. Do this at a desk.'),
  pairingUnknown: () => new Problem('pairing-unknown', 404, 'Unknown code', 'No wall shows this code. Compare the six digits with the screen.'),
  pairingExpired: () => new Problem('pairing-expired', 410, 'Code expired', 'A code is good for five minutes. Have the wall show a new one.'),
  pairingUsed: () => new Problem('pairing-used', 409, 'Code used', 'Another phone has used this code. Have the wall show a new one.'),
  remoteRequired: () =>
    new Problem(
      'remote-required',
      401,
      'No remote control',
      'Pair with the code that the wall shows (POST /api/wall/remotes), or ask as a person of the command centre.',
    ),
  remoteUnknown: () => new Problem('remote-unknown', 401, 'Remote control over', 'This remote control is over. Pair again with a code of the wall.'),
};
