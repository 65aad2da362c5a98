/**
 * The scenario suite of the Realtime dialect in virtual time: whole calls over our own client, at the engine's own face and at a far end that
 * says whatever a test wants.
 */
@NullMarked
package dev.trunkline.scenario;

import org.jspecify.annotations.NullMarked;
