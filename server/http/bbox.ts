/** A bbox, or none, as the bindings :west … :north. */
export function bboxBindings(bbox: [number, number, number, number] | undefined) {
  const [west, south, east, north] = bbox ?? [null, null, null, null];
  return { west, south, east, north };
}
