/**
 * What a call is: its states, its endings, barge-in, playout, what was heard. The pure heart: imports its two ports,
 * {@code audio} and {@code time}; no network, no JSON, no logger. Start reading at {@link dev.trunkline.call.Call},
 * {@link dev.trunkline.call.AgentSide} and {@link dev.trunkline.call.CallState}.
 */
@NullMarked
package dev.trunkline.call;

import org.jspecify.annotations.NullMarked;
