/** What the panel says of an agent, as a page, as data and as a table. Start at {@link dev.trunkline.lab.report.panel.PanelPage}. */
@NullMarked
package dev.trunkline.lab.report.panel;

import org.jspecify.annotations.NullMarked;
