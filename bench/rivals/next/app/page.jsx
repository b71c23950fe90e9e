export default function Page() {
	return <p>The bench asks for /_next/image only.</p>;
}
