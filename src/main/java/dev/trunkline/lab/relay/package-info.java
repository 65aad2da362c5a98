/** The bare relay that a bridge's CPU is measured against, and the peer it relays to. */
@NullMarked
package dev.trunkline.lab.relay;

import org.jspecify.annotations.NullMarked;
