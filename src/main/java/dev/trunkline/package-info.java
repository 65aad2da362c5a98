/**
 * Trunkline puts an empathic voice on a phone number. The tree tells one phone call:
 *
 * <pre>
 *   a call comes in          phone/   phone/twilio/
 *   its sound is turned      audio/
 *   into what EVI hears      ai/      ai/evi/
 *   all of it is one         call/
 *   which EVI may steer      control/
 *   which outlives its node  continuity/
 *   who gets which call      bridge/
 *   people watch             ops/     telemetry/   record/
 *   without Hume, EVI is     engine/  speech/
 *   without Twilio, phones   lab/
 *   are simulated by
 *   put together in          app/  cli/
 *   and underneath are       net/  time/  bounded/  config/
 * </pre>
 */
@NullMarked
package dev.trunkline;

import org.jspecify.annotations.NullMarked;
