/**
 * A small tokeniser for English under JTok's names. MaryTTS 5.2.1 asks for {@code de.dfki.lt.jtok:jtok-core}, which Maven
 * Central does not have; this is our own code behind the few calls that {@code marytts.modules.JTokeniser} makes.
 */
package de.dfki.lt.tools.tokenizer;
