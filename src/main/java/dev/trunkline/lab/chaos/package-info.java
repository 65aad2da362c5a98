/**
 * What goes wrong on the way: a proxy of TCP connections that delays, stalls, cuts and spoils what it forwards, by chance and
 * always the same. Start at {@link dev.trunkline.lab.chaos.ChaosProxy}. Imports {@code net} and the clock.
 */
@NullMarked
package dev.trunkline.lab.chaos;

import org.jspecify.annotations.NullMarked;
