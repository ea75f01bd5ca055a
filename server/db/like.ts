/** Text to be found literally by LIKE: its wildcards lose their meaning. */
export const likeLiteral = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
