import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo } from 'react';
import { Bars, Empty, Failure } from './load-state.tsx';
import { VirtualList } from './virtual-list.tsx';

interface Page<Row> {
  items: Row[];
  next: string | null;
  total?: number | undefined;
}

interface PagesListProps<Row, Line> {
  query: UseInfiniteQueryResult<InfiniteData<Page<Row>, string | null>>;
  /** Rows to what is drawn: the rows themselves, or rows under headings. Keep it stable. */
  linesOf: (rows: Row[]) => Line[];
  heightOf: (line: Line) => number;
  keyOf: (line: Line) => string | number;
  children: (line: Line) => ReactNode;
  label: string;
  empty: string;
  /** Says how much has been loaded: rows so far, and whether that is all. */
  note: (loaded: number, ended: boolean) => ReactNode;
}

const WAITING_BARS = [24, 30, 30, 30, 24, 30, 30, 30] as const;

/** All pages of a query as one virtual list that fetches the next page when its end comes near. */
export function PagesList<Row, Line>({ query, linesOf, heightOf, keyOf, children, label, empty, note }: PagesListProps<Row, Line>) {
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const lines = useMemo(() => linesOf(rows), [linesOf, rows]);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const failure = query.isError && (
    <Failure error={query.error} since={query.errorUpdatedAt} onRetry={() => void (query.isFetchNextPageError ? fetchNextPage() : query.refetch())} />
  );
  if (query.data === undefined) return <div className="list-note">{failure || <Bars heights={WAITING_BARS} />}</div>;
  if (rows.length === 0) return <div className="list-note">{failure || <Empty>{empty}</Empty>}</div>;
  return (
    <>
      <div className="list-note" role="status">
        {note(rows.length, !hasNextPage)}
      </div>
      {failure}
      <VirtualList items={lines} heightOf={heightOf} keyOf={keyOf} label={label} onEnd={onEnd}>
        {children}
      </VirtualList>
    </>
  );
}
