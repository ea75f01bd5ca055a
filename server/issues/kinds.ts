import { z } from 'zod';

export const IssueState = z.enum(['reported', 'accepted', 'assigned', 'in_progress', 'resolved', 'verifying', 'closed', 'scheduled', 'returned', 'rejected']);
export type IssueState = z.infer<typeof IssueState>;

/** overdue_long = over 3 working days late; due_today = due by the end of today's working day; scheduled = 挂账; unknown = no deadline on record. */
export const Lateness = z.enum(['overdue_long', 'overdue', 'due_today', 'in_term', 'scheduled', 'unknown']);
export type Lateness = z.infer<typeof Lateness>;
export const LATENESS = Lateness.options;
