import { Problem } from '../http/problem.ts';

export const alarmProblems = {
  alarmNotFound: (id: number) => new Problem('alarm-not-found', 404, 'Alarm not found', `No alarm has the id ${id}. GET /api/alarms lists them.`, { id }),
  alarmCleared: (id: number) => new Problem('alarm-cleared', 409, 'Alarm over', `What raised alarm ${id} is gone. There is nothing left to do.`, { id }),
  alarmAcknowledged: (id: number) =>
    new Problem('alarm-acknowledged', 409, 'Taken on already', `Somebody has taken alarm ${id} on. Load the alarms again.`, { id }),
};
