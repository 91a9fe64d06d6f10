/**
 * Says who hears of what: routes, matchers, time windows, receivers, as {@code config/alerts.yaml}
 * has them, in the words and with the meaning of Prometheus Alertmanager.
 *
 * <p>In: the alerts file, the variables it names, an incident's labels and an instant. Out: which
 * receivers are told, how their messages are grouped, until when they are muted, and why. Reads
 * files once and sends nothing; no secret is in a problem or in an explanation.
 */
package io.dataflow.sentinel.routing;
