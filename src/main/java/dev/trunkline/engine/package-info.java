/** EVI without Hume: a server of the EVI chat protocol with ears, mind and voice of its own. */
@NullMarked
package dev.trunkline.engine;

import org.jspecify.annotations.NullMarked;
