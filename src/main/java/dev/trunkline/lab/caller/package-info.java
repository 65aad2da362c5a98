/** The person at the simulated telephone: what they say and when. Knows no protocol and no clock. */
@NullMarked
package dev.trunkline.lab.caller;

import org.jspecify.annotations.NullMarked;
