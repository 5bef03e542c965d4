import { expect, it } from "vitest";
import { isLoopback } from "../src/this-machine.ts";

it.each(["localhost", "127.0.0.1", "127.0.1.1", "::1", "[::1]"])("%s is this machine", (name) => {
  expect(isLoopback(name)).toBe(true);
});

it.each(["127.example.org", "127.0.0.1.example.org", "localhost.example.org", "10.0.0.1", "[::2]", ""])(
  "%j is another, to which no password goes in the clear unsaid",
  (name) => expect(isLoopback(name)).toBe(false),
);
