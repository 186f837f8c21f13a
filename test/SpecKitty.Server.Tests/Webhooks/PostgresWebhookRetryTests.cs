using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Webhooks;

public sealed class PostgresWebhookRetryTests() : WebhookRetryTests(HostedStore.Postgres);
