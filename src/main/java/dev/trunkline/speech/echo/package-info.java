/**
 * Tells what a telephone gives back of the agent's own sound from what the caller says: by levels in a few bands, which survive the
 * telephone network where samples do not. Pure: no clock, no thread.
 *
 * <p>May import of ours: {@code speech}. Start reading at {@link dev.trunkline.speech.echo.EchoGuard}.
 */
@NullMarked
package dev.trunkline.speech.echo;

import org.jspecify.annotations.NullMarked;
