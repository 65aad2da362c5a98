/** The world outside, simulated: Twilio, callers, the people they are transferred to. Shares no codec with the bridge. */
@NullMarked
package dev.trunkline.lab;

import org.jspecify.annotations.NullMarked;
