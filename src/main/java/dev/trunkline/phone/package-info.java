/**
 * The phone as the rest sees it: what a call may ask of a leg and is told by it, what a carrier asks the bridge and is told to
 * do. Imports {@code audio}, {@code time} and the JDK: no carrier, no network. Start reading at
 * {@link dev.trunkline.phone.CarrierEvents} and {@link dev.trunkline.phone.PhoneLeg}.
 */
@NullMarked
package dev.trunkline.phone;

import org.jspecify.annotations.NullMarked;
