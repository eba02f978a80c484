import type { Spans } from '../spans.ts';
import { GROUP_BYTES, PLACE_BYTES, WORD_BYTES } from './memory-map.ts';
import type { KernelGroups } from './tables.ts';

/** Where the places near keyword hits stand in memory that is free from `room` on: the hits, the groups' lists, the places. Bytes. */
export interface PlaceRoom {
  groupsAfter(hits: number): number;
  placesAfter(hits: number): number;
  /** Where they end at most: each hit has one place in each group of its keyword. `rows` are keywords. */
  endOf(hits: Spans): number;
}

export function placeRoom({ groupsOf, distanceOfGroup }: KernelGroups, room: number): PlaceRoom {
  const groupsAfter = (hits: number): number => room + 3 * WORD_BYTES * hits;
  const placesAfter = (hits: number): number => groupsAfter(hits) + GROUP_BYTES * distanceOfGroup.length;
  return {
    groupsAfter,
    placesAfter,
    endOf({ count, rows }) {
      let places = 0;
      for (let i = 0; i < count; i++) places += groupsOf[rows[i]!]!.length;
      return placesAfter(count) + PLACE_BYTES * places;
    },
  };
}
