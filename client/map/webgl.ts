/** The largest side of a canvas in pixels this browser can draw with WebGL2, or null when it has no WebGL2. Asked once: each question makes a context. */
export function webglLimit(): number | null {
  if (known === undefined) known = ask();
  return known;
}

let known: number | null | undefined;

function ask(): number | null {
  const context = document.createElement('canvas').getContext('webgl2');
  if (!context) return null;
  const limit: unknown = context.getParameter(context.MAX_TEXTURE_SIZE);
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof limit === 'number' ? limit : null;
}
