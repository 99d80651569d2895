import { cannot } from "descent/core";
import { createHmac } from "node:crypto";

/** A message of the Jupyter protocol, as far as a client reads it. */
export type KernelMessage = {
  /** Such as `execute_reply` or `stream`. */
  type: string;
  /** The `msg_id` of the request that it answers, or `""`. */
  parentId: string;
  content: Record<string, unknown>;
  metadata: Record<string, unknown>;
};

/** What is sent to a kernel. */
export type KernelRequest = {
  id: string;
  type: string;
  session: string;
  content: Record<string, unknown>;
};

const PROTOCOL_VERSION = "5.3";
const DELIMITER = "<IDS|MSG>"; // between the addresses that ZeroMQ adds and the message
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The frames of a request: delimiter, signature, header, parent, metadata, content.
 *
 * @param request What to send.
 * @param key The key from the connection file.
 * @returns The parts of a ZeroMQ message.
 *
 * Source: https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */
export function encodeRequest(request: KernelRequest, key: string): Uint8Array[] {
  const header = {
    msg_id: request.id,
    msg_type: request.type,
    session: request.session,
    username: "descent",
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  };
  const body = [header, {}, {}, request.content].map((part) =>
    encoder.encode(JSON.stringify(part))
  );
  return [encoder.encode(DELIMITER), encoder.encode(signature(body, key)), ...body];
}

/**
 * Reads the frames that a kernel sent, and makes sure that it was this kernel.
 *
 * @param frames The parts of a ZeroMQ message.
 * @param key The key from the connection file.
 * @returns The message, without its binary buffers.
 * @throws {SyntaxError} If it is no message of the Jupyter protocol, or its signature is wrong.
 */
export function decodeMessage(frames: Uint8Array[], key: string): KernelMessage {
  const start = frames.findIndex((frame) => decoder.decode(frame) === DELIMITER);
  const body = frames.slice(start + 2, start + 6);
  if (start < 0 || body.length < 4) {
    throw new SyntaxError(
      cannot("read a kernel's message", `it must hold ${DELIMITER} and five parts`, frames.length),
    );
  }
  if (decoder.decode(frames[start + 1]) !== signature(body, key)) {
    throw new SyntaxError(cannot("read a kernel's message", "its signature must fit the key"));
  }
  const [header, parent, metadata, content] = body.map((part) => JSON.parse(decoder.decode(part)));
  return { type: header.msg_type, parentId: parent?.msg_id ?? "", content, metadata };
}

/** HMAC-SHA256 over the parts, in hexadecimal digits. */
function signature(parts: Uint8Array[], key: string): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}
