using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Webhooks;

public sealed class SqliteWebhookRetryTests() : WebhookRetryTests(HostedStore.Sqlite);
