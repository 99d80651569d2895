/** What `deno task lab --help` prints. */
export const help = `Open the lessons in JupyterLab, on the Deno kernel.

  deno task lab [options] [NOTEBOOK or FOLDER]

Without a path the folder notebooks/ is opened. JupyterLab is taken from .venv, from the path, or from
Python. Our kernel is there for this run only; nothing is installed.

  --venv           make a Python environment in .venv, put JupyterLab into it, then open
  --install        put our kernel where every Jupyter of this user finds it (VS Code too), and end
  --port N         port of the server (8888)
  --no-browser     print the address instead of opening it
  --help           print this

Ctrl-C stops the server, which asks first. Exit codes: 0 done, 1 failed, 2 wrong option.`;
