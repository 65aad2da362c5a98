/** EVI without Hume: a server of the EVI chat protocol with a recognizer, a mind and a voice of its own. */
@NullMarked
package dev.trunkline.engine;

import org.jspecify.annotations.NullMarked;
