/**
 * Numbers and log lines about calls: subscribers of call events. Imports {@code call}, its ports and {@code time}; the only user
 * of Dropwizard. Start reading at {@link dev.trunkline.telemetry.MetricName} and {@link dev.trunkline.telemetry.CallLog}.
 */
@NullMarked
package dev.trunkline.telemetry;

import org.jspecify.annotations.NullMarked;
