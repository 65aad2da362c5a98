package dev.trunkline.flight;

import java.util.List;

/**
 * Something came from outside, and everything that happened then. Immutable.
 *
 * @param atNanos by the call's clock
 * @param input what came
 * @param rest what the call read and did, and what its tools did, in order
 */
public record FlightMoment(long atNanos, FlightRecord input, List<FlightRecord> rest) {}
