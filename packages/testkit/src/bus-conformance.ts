import { after, before, describe } from 'node:test';
import { type Bus, openBus } from '@dowser/bus';
import { deliveryTests } from './bus-conformance/delivery-tests.ts';
import { groupTests } from './bus-conformance/group-tests.ts';
import { limitTests } from './bus-conformance/limit-tests.ts';
import { redeliveryTests } from './bus-conformance/redelivery-tests.ts';
import { type BusUnderTest, createRig, type Rig } from './bus-conformance/rig.ts';

export type { BusUnderTest } from './bus-conformance/rig.ts';

/** What every bus has to do, as node:test tests. `skip` says why the adapter cannot be tried here. */
export function busConformance(name: string, setUp: () => Promise<BusUnderTest>, skip: string | false = false): void {
  describe(`bus conformance: ${name}`, { skip }, () => {
    let subject: BusUnderTest;
    let bus: Bus;
    before(async () => {
      subject = await setUp();
      bus = await open();
    });
    after(async () => {
      await bus?.close();
      await subject?.tearDown();
    });
    const open = (): Promise<Bus> => ('url' in subject ? openBus(subject.url, subject.options) : subject.open());
    const rig = (partitions: number): Promise<Rig> => createRig(bus, partitions);
    deliveryTests(rig);
    limitTests(rig, () => bus);
    redeliveryTests(rig, () => subject, open);
    groupTests(rig, open);
  });
}
