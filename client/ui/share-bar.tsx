import './share-bar.css';

interface Part {
  key: string;
  value: number;
  /** The class gives the fill: `share-<key of the domain>`. */
  className: string;
}

interface ShareBarProps {
  parts: readonly Part[];
  /** What a reader who does not see the bar hears: every part with its number. */
  label: string;
}

/** One bar cut in proportion. Parts of zero are left out; the thinnest part is still 2 px. */
export function ShareBar({ parts, label }: ShareBarProps) {
  const shown = parts.filter((part) => part.value > 0);
  return (
    <div className="share-bar" role="img" aria-label={label}>
      {shown.map((part) => (
        <span key={part.key} className={part.className} style={{ flexGrow: part.value }} />
      ))}
    </div>
  );
}
