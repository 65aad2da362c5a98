/**
 * TwiML, read and obeyed verb by verb, people who are dialled included. Start at {@link
 * dev.trunkline.lab.carrier.twiml.TwimlRunner}. Imports {@code media} and {@code rest}.
 */
@NullMarked
package dev.trunkline.lab.carrier.twiml;

import org.jspecify.annotations.NullMarked;
