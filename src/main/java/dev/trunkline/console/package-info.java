/**
 * What a console sees and does while calls go on: events as they happen, sound, and the actions of operators. Hears calls as a
 * subscriber that never holds them up. Imports {@code call}, {@code record}, {@code ops}, {@code telemetry}, {@code net}. Start
 * reading at {@link dev.trunkline.console.EventFeed} and {@link dev.trunkline.console.SteeringRoutes}.
 */
@NullMarked
package dev.trunkline.console;

import org.jspecify.annotations.NullMarked;
