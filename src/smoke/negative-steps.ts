import type { Fault, ModulePlan, PlannedStep, PlantedFault } from '../model/smoke.ts';
import { type OutlinedStep, plannedStep } from './outline-module.ts';

/**
 * Each request with one fault at a time: no token, a value that the spec does not take (a wrong `Version`, a wrong
 * type), something required left out. The platform should refuse each with a status that the spec documents.
 */
export function negativeSteps(steps: readonly OutlinedStep[]): Pick<ModulePlan, 'steps' | 'skipped'> {
  const variants = steps.flatMap((step) =>
    step.faults.map((fault) => ({ step, planted: { fault, refusals: refusalsOf(step, fault) } })),
  );
  return {
    steps: variants
      .filter(({ planted }) => planted.refusals.length > 0)
      .map(({ step, planted }) => stepWith(step, planted)),
    skipped: variants
      .filter(({ planted }) => planted.refusals.length === 0)
      .map(({ step, planted: { fault } }) => ({
        key: step.key,
        name: `${step.name}: ${nameOf(fault)}`,
        reason:
          fault.what === 'no token'
            ? 'the spec documents no 401 or 403'
            : 'the spec documents no 4xx for a bad request',
      })),
  };
}

function stepWith(step: OutlinedStep, planted: PlantedFault): PlannedStep {
  const purpose = nameOf(planted.fault);
  return { ...plannedStep(step), id: `${step.id} ${purpose}`, purpose, cleansUp: [], planted };
}

function nameOf(fault: Fault): string {
  return fault.what === 'no token' ? fault.what : `${fault.what} ${fault.in} ${fault.name}`;
}

/** A missing token has answers of its own; 404 and 429 say nothing of the fault. */
function refusalsOf({ statuses }: OutlinedStep, { what }: Fault): PlantedFault['refusals'] {
  const codes = statuses.filter((status) => /^4\d\d$/.test(status)).map(Number);
  const fitting = codes.filter((code) =>
    what === 'no token' ? OF_ACCESS.has(code) : !OF_NO_FAULT.has(code),
  );
  return statuses.some((status) => status === '4XX' || status === 'default') ? [...fitting, '4XX'] : fitting;
}

const OF_ACCESS = new Set([401, 403]);
const OF_NO_FAULT = new Set([...OF_ACCESS, 404, 429]);
