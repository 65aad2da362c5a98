/**
 * Expression measurement on a stream: prosody, vocal bursts and language, one answer for each message. May import
 * {@code engine.expression}, the Opus reader of {@code engine.hearing}, speech and the network; nothing of a chat. Start at {@code ModelStream}: a message in, an answer out.
 */
@NullMarked
package dev.trunkline.engine.measurement;

import org.jspecify.annotations.NullMarked;
