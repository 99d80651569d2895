/**
 * `deno task data` as a process of its own, with a toy data set: the words are the mirror's address,
 * the folder for downloads, and the task's arguments.
 *
 * @module
 */

import { runTask } from "../../tasks/cli/errors.ts";
import { main } from "../../tasks/data.ts";
import { toyLocker, toySet } from "../data/toy_locker.ts";

const [mirror, home, ...args] = Deno.args;
const locker = await toyLocker([await toySet([mirror!])], { home: home! });
await runTask(() => main(args, locker));
