/**
 * The flight recorder: writes down what crosses a call's ports, beside the loops, in files that {@code trunkline replay} reads.
 * Imports the call and its ports, the sound's ring, {@code store}, Jackson. Start reading at {@link dev.trunkline.flight.FlightRecorder} and
 * {@link dev.trunkline.flight.FlightKind}.
 */
@NullMarked
package dev.trunkline.flight;

import org.jspecify.annotations.NullMarked;
