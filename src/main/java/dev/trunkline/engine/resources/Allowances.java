package dev.trunkline.engine.resources;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.speech.Voice;

/**
 * What configs may ask of an engine, and who may heed it. Immutable.
 *
 * @param egress where their URLs may lead
 * @param webSearch whether there is somebody to search the web
 * @param mind who thinks
 * @param voice who speaks
 */
public record Allowances(EgressPolicy egress, boolean webSearch, DialogModel mind, Voice voice) {}
