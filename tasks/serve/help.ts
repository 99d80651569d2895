/** What `deno task serve --help` prints. */
export const help = `Put trained models behind HTTP.

  deno task serve [options]                       answer requests until Ctrl-C
  deno task serve publish FOLDER [--switch]       take a sealed model's folder in as a version
  deno task serve versions [MODEL]                list versions, and which one answers
  deno task serve switch MODEL VERSION            let this version answer
  deno task serve rollback MODEL                  let the version before answer again
  deno task serve canary MODEL VERSION SHARE      let it answer a share of the clients, 0 to 1
  deno task serve canary MODEL off                … no more
  deno task serve shadow MODEL VERSION | off      ask it too, and let nobody see its answers
  deno task serve keys add NAME                   make an API key, shown once
  deno task serve keys list | revoke NAME
  deno task serve audit verify                    check every line of the audit log

A running service follows each of these within a second, with no request failed. Every command takes

  --models DIR     the models, MODEL/VERSION/ (models)
  --logs DIR       where audit.jsonl is written (logs)
  --keys FILE      the API keys; where the file is there, a key is needed (keys.json)

and the service, besides

  --host NAME      address to listen at (127.0.0.1: this machine alone)
  --port N         0 takes any that is free (8000)
  --cert FILE      certificates for TLS, PEM, with --key FILE, the private key
  --rate N         requests a minute of a client without a key (6000)
  --origin URL     let pages from there ask; may be given several times (none)
  --max-rows N     rows of one request (256)
  --max-bytes N    bytes of one request (1048576)
  --body-ms N      time for a request's body to arrive (10000)
  --max-batch N    rows that the model is asked at once (64)
  --max-delay N    milliseconds that the first row of a batch waits for others (0)
  --max-queue N    rows that may wait; beyond, 429 (1024)
  --timeout N      milliseconds for an answer; beyond, 504 (5000)
  --audit-rows     keep what was asked in the log, not its hash alone
  --mask LIST      inputs that the log never shows, with commas between

keys add takes --scopes LIST, some of predict, metrics, admin (predict), and --rate N, requests a
minute (600).

The process that answers may listen at that address, read the models and write the logs, and nothing
else. Deno's server waits for headers as long as a client likes: on the open internet put a proxy in
front of it. Ctrl-C answers what was accepted, then ends. Exit codes: 0 done, 1 failed, 2 wrong
option, 130 ended by a second Ctrl-C.`;
