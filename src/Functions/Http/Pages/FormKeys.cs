using System.Text;
using System.Xml.Linq;
using Azure.Data.Tables;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Http.Pages;

/// <summary>
/// The keys of data protection, which the tokens in forms are made with: one row each, so that a form that one instance gave out is taken
/// by another. They are sealed; where the ring no longer holds the key that sealed one, data protection makes another.
/// </summary>
internal sealed class FormKeys(Tables tables) : IXmlRepository
{
    private const string Xml = "Xml";

    // Data protection asks synchronously, once at the start and then about once a day.
    public IReadOnlyCollection<XElement> GetAllElements() =>
    [
        .. tables.Sessions.Partition(Keys.Sessions.FormKeys, CancellationToken.None).ToBlockingEnumerable()
            .Select(row => XElement.Parse(row.GetString(Xml))),
    ];

    public void StoreElement(XElement element, string friendlyName)
    {
        var key = Keys.Sessions.FormKey(friendlyName);
        tables.Sessions.UpsertEntity(
            new TableEntity(key.Partition, key.Row) { [Xml] = element.ToString(SaveOptions.DisableFormatting) }, TableUpdateMode.Replace);
    }

    /// <summary>Puts the keys where all instances find them, and seals them.</summary>
    internal sealed class Options(Tables tables, Sealer sealer) : IConfigureOptions<KeyManagementOptions>
    {
        public void Configure(KeyManagementOptions options)
        {
            options.XmlRepository = new FormKeys(tables);
            options.XmlEncryptor = new Sealing(sealer);
        }
    }

    private const string Place = "form-keys";

    private sealed class Sealing(Sealer sealer) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
            new XElement("sealed", sealer.Seal(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), Place)),
            typeof(Opening));
    }

    /// <summary>Its name stands beside each key, and it is made by that.</summary>
    internal sealed class Opening(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) => XElement.Parse(Encoding.UTF8.GetString(
            services.GetRequiredService<Sealer>().Open(encryptedElement.Value, Place)));
    }
}
