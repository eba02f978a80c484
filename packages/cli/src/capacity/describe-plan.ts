import { type CapacityPlan, type PlanInput, USED_SHARE, WORKERS } from '@dowser/capacity';
import { renderTable } from '../table.ts';
import { shortQuantity } from './quantity.ts';

const dollars = (value: number): string =>
  `US$ ${value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

/** A plan as tables for people. */
export function describePlan(plan: CapacityPlan, { objects, bytes, occurrences, hours, node }: PlanInput): string {
  const { cost, perTb } = plan;
  return [
    `${shortQuantity(objects, '')} objects, ${shortQuantity(bytes, 'B')}, ${shortQuantity(occurrences, '')} occurrences in ${hours} h:`,
    `${shortQuantity(plan.objectsPerSecond, '')} objects/s, ${shortQuantity(plan.bytesPerSecond, 'B/s')}\n`,
    renderTable(
      ['needed', 'how much', 'why'],
      [
        ['matcher nodes', plan.matcherNodes, `${node.cores} cores each; ${plan.matcherLimit} decide`],
        [
          'nodes for ingest, sink, ClickHouse',
          plan.otherNodes,
          `${Math.round(USED_SHARE * 100)} % of the cores are planned with`,
        ],
        ...WORKERS.map((worker) => [`cores busy in ${worker}`, plan.cores[worker].toFixed(1), '']),
        ['partitions', plan.partitions, 'of object-tasks and scan-results'],
        ['S3 GET requests', shortQuantity(plan.s3Gets, ''), `spread over ${plan.prefixes} prefixes or more`],
        ['ClickHouse storage', shortQuantity(plan.clickhouseBytes, 'B'), 'compressed, one replica'],
      ],
    ),
    renderTable(
      ['cost', 'US$'],
      [
        ['nodes', dollars(cost.nodes)],
        ['S3 GET requests', dollars(cost.s3Requests)],
        ['S3 Inventory', dollars(cost.inventory)],
        ['disk of ClickHouse, a month', dollars(cost.disk)],
        ['together', dollars(cost.total)],
        ['Macie, discovery alone', dollars(cost.macie)],
        ['a TB with Dowser', dollars(perTb.dowser)],
        ['a TB with Macie', dollars(perTb.macie)],
      ],
    ),
  ].join('\n');
}
