/**
 * Profiles training steps in a process of its own, which ends with its threads and memory.
 *
 * @module
 */

import { profile, type ProfileRequest } from "../../../profile/run.ts";
import { answerLines } from "../../shared/answer_lines.ts";
import type { RooflineQuestions } from "../roofline.ts";

await answerLines<RooflineQuestions>((question) => profile(question satisfies ProfileRequest));
