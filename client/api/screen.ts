/** Who a screen is that was opened by a link or by a pairing code: said with every request. The names are those of `#kinds/walls`. */
let headers: [name: string, value: string][] = [];
let query = '';

/** A wall with a link. device: made once and kept by the device. Call it before the first request. */
export function identifyScreen(token: string, device: string): void {
  headers = [
    ['x-wall-token', token],
    ['x-wall-device', device],
  ];
  query = new URLSearchParams({ wallToken: token, wallDevice: device }).toString();
}

/** The remote control of a room. null: no longer. */
export function identifyRemote(token: string | null): void {
  headers = token === null ? [] : [['x-wall-remote', token]];
}

export function screenHeaders(): readonly [name: string, value: string][] {
  return headers;
}

/** The same in an address, for what sends no headers of ours (EventSource, images); '' where there is no link. */
export function screenQuery(): string {
  return query;
}
