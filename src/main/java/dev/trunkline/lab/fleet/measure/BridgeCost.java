package dev.trunkline.lab.fleet.measure;

/**
 * What a call costs the bridge. Immutable.
 *
 * @param cpuPercentPerCall of one core
 * @param rssBytesPerCall above what it used before the first call, the warming up of its JVM included
 * @param callsUp on average, while that was measured
 */
public record BridgeCost(double cpuPercentPerCall, double rssBytesPerCall, double callsUp) {}
