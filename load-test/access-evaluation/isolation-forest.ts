import type { Chance } from './chance.ts';

/**
 * An isolation forest (Liu, Ting and Zhou 2008): points that few random cuts set apart are unusual.
 * The score lies between 0 and 1; more is more unusual.
 */
export interface IsolationForest {
  score(point: readonly number[]): number;
}

const TREES = 100;
const SAMPLE = 256;
const EULER = 0.5772156649;

interface Cut {
  readonly feature: number;
  readonly at: number;
  readonly below: Tree;
  readonly above: Tree;
}
/** A number is a leaf: how many points it holds. */
type Tree = Cut | number;

export function isolationForest(points: readonly (readonly number[])[], chance: Chance): IsolationForest {
  const size = Math.min(SAMPLE, points.length);
  const limit = Math.ceil(Math.log2(Math.max(2, size)));
  const trees = Array.from({ length: TREES }, () => {
    const sample = Array.from({ length: size }, () => chance.pick(points));
    return grow(sample, limit, chance);
  });
  const usual = meanDepth(size);
  return {
    score: (point) => 2 ** (-trees.reduce<number>((sum, tree) => sum + depthOf(tree, point), 0) / TREES / usual),
  };
}

function grow(points: readonly (readonly number[])[], limit: number, chance: Chance): Tree {
  if (points.length <= 1 || limit === 0) return points.length;
  const feature = chance.between(0, points[0]!.length - 1);
  const values = points.map((point) => point[feature]!);
  const least = Math.min(...values);
  const most = Math.max(...values);
  if (least === most) return points.length;
  const at = least + (most - least) * chance.next();
  return {
    feature,
    at,
    below: grow(
      points.filter((point) => point[feature]! < at),
      limit - 1,
      chance,
    ),
    above: grow(
      points.filter((point) => point[feature]! >= at),
      limit - 1,
      chance,
    ),
  };
}

function depthOf(tree: Tree, point: readonly number[]): number {
  let depth = 0;
  let node: Tree = tree;
  while (typeof node !== 'number') {
    node = point[node.feature]! < node.at ? node.below : node.above;
    depth++;
  }
  return depth + meanDepth(node);
}

/** Of an unsuccessful search in a binary tree of so many points. */
function meanDepth(size: number): number {
  if (size <= 1) return 0;
  if (size === 2) return 1;
  return 2 * (Math.log(size - 1) + EULER) - (2 * (size - 1)) / size;
}
