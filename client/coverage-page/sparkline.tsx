const WIDTH = 52;
const HEIGHT = 18;
const GAP = 1.5;

/** Small columns, one a day; the last one is today, which is not over, and is drawn as an outline. */
export function Sparkline({ counts, label }: { counts: readonly number[]; label: string }) {
  const most = Math.max(1, ...counts);
  const step = WIDTH / Math.max(1, counts.length);
  return (
    <svg className="sparkline" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {counts.map((count, day) => {
        const height = count === 0 ? 1 : Math.max(2, (count / most) * (HEIGHT - 1));
        const isToday = day === counts.length - 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a day is its position
          <rect key={day} className={isToday ? 'sparkline-today' : ''} x={day * step + GAP / 2} y={HEIGHT - height} width={step - GAP} height={height} />
        );
      })}
    </svg>
  );
}
