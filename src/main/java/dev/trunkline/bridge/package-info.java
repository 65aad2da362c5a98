/**
 * Policy between calls: which route takes a number, who is let in, what comes after a stream. Knows calls, their ports, tools, rules,
 * continuity and telemetry; no carrier, no dialect of AI, no Netty. Start reading at {@link dev.trunkline.bridge.CallRouter}.
 */
@NullMarked
package dev.trunkline.bridge;

import org.jspecify.annotations.NullMarked;
