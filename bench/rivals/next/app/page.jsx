export default function Page() {
	return <p>The bench requests only /_next/image.</p>;
}
