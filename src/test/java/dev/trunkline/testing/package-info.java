/** What tests share: virtual time, a phone and an AI that write down what happens to them, tones. */
@NullMarked
package dev.trunkline.testing;

import org.jspecify.annotations.NullMarked;
