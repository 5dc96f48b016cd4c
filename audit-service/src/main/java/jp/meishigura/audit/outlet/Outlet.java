package jp.meishigura.audit.outlet;

import jp.meishigura.platform.caller.Tenant;

/**
 * One tenant's entries to one receiver.
 *
 * @param name the configuration's, with its kind; the position is kept under it
 * @param to where they go, for the record: a topic, or host and port
 */
public record Outlet(String name, Tenant tenant, String to) {}
