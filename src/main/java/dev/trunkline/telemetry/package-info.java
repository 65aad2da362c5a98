/** Numbers and log lines about calls: subscribers of call events. */
@NullMarked
package dev.trunkline.telemetry;

import org.jspecify.annotations.NullMarked;
