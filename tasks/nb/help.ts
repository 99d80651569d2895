/** What `deno task nb --help` prints. */
export const help = `Run, check and publish notebooks on the Deno kernel, without Jupyter.

  deno task nb run     [options] [FILE or FOLDER ...]   run all cells, say what fails
  deno task nb check             [FILE or FOLDER ...]   check types and form, and lint
  deno task nb fmt               [FILE or FOLDER ...]   format the cells
  deno task nb execute [options] [FILE or FOLDER ...]   run, and keep the outputs in the file
  deno task nb clear             [FILE or FOLDER ...]   take the outputs out
  deno task nb new NAME                                 a lesson to be filled in
  deno task nb html    [options] [FILE or FOLDER ...]   a web site of all lessons, for any browser

Without a file all of notebooks/ are meant.

  run and execute
  --jobs N         notebooks at a time (1)
  --timeout S      seconds a cell may take (600)
  --quiet          tell failures only

  run
  --set NAME=VALUE give a constant of the notebook another value, "const NAME = …"; may be repeated
  --junit FILE     write the results for a build server
  --html FILE      write them as a page

  execute
  --verify         write nothing; fail if the outputs in the file are not what the cells give

  html
  --out DIR        folder of the site (site)

A cell fails by an error, a failed claim, a failed Deno.test, an output that reaches no reader, or
too much time. The tag raises-exception says that it must fail, no-check that its types are wrong on
purpose, measured that its numbers are other ones on every machine: words and figures' forms are
compared, and the numbers in the file stay. A notebook may say how long it takes at most: "descent": { "seconds": 60 } in its metadata;
with --set it may take longer.
Exit codes: 0 done, 1 failed, 2 wrong option, 130 stopped.`;
